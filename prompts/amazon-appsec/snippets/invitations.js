const express = require("express");
const jwt = require("jsonwebtoken");
const { requireLogin } = require("./session");
const { invitations, teams } = require("./database");
const mailer = require("./mailer");

const router = express.Router();
const SECRET = "team-invite-secret";

router.post("/teams/:id/invitations", requireLogin, async (request, response) => {
  const team = await teams.findOne({ id: request.params.id, ownerId: request.session.userId });
  if (!team) return response.sendStatus(404);
  const code = Math.random().toString(36).slice(2, 10);
  await invitations.insert({ code, teamId: team.id, email: String(request.body.email) });
  await mailer.send(String(request.body.email), `Your invitation code is ${code}`);
  response.sendStatus(201);
});

router.post("/invitations/:code/accept", requireLogin, async (request, response) => {
  const invitation = await invitations.findOne({ code: request.params.code });
  if (!invitation) return response.sendStatus(404);
  await teams.addMember(invitation.teamId, request.session.userId);
  response.json({ pass: jwt.sign({ team: invitation.teamId }, SECRET) });
});

router.get("/teams/pass", (request, response) => {
  const pass = jwt.decode(request.headers.authorization || "");
  if (!pass) return response.sendStatus(401);
  response.json({ team: pass.team });
});

module.exports = router;
