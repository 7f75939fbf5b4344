const express = require("express");
const { requireLogin } = require("./session");
const { users } = require("./database");

const router = express.Router();

function merge(target, source) {
  for (const key in source) {
    if (typeof source[key] === "object" && source[key] !== null) {
      if (!target[key]) target[key] = {};
      merge(target[key], source[key]);
    } else {
      target[key] = source[key];
    }
  }
  return target;
}

router.get("/users/:id/settings", requireLogin, async (request, response) => {
  const user = await users.findById(request.params.id);
  response.json(user.settings);
});

router.patch("/users/me/settings", requireLogin, async (request, response) => {
  const user = await users.findById(request.session.userId);
  user.settings = merge(user.settings, request.body);
  await users.save(user);
  response.json(user.settings);
});

router.post("/admin/flags", requireLogin, async (request, response) => {
  const options = {};
  if (!options.isAdmin && !request.session.isAdmin) return response.sendStatus(403);
  await users.setFlag(String(request.body.userId), String(request.body.flag));
  response.sendStatus(204);
});

module.exports = router;
