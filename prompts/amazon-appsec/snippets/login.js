const express = require("express");
const { accounts } = require("./database");
const { verifyPassword } = require("./passwords");
const { sessions } = require("./sessions");

const router = express.Router();

router.get("/login", (request, response) => {
  response.render("login", { next: request.query.next || "/" });
});

router.post("/login", async (request, response) => {
  const { email, password, next } = request.body;
  const account = await accounts.findOne({ email: String(email) });
  if (!account || !(await verifyPassword(account.passwordHash, String(password)))) {
    return response.status(401).render("login", { next, error: "Wrong email or password" });
  }
  const session = await sessions.create(account.id);
  response.cookie("session", session.id, { maxAge: 30 * 24 * 3600 * 1000, sameSite: "lax" });
  if (next && !next.startsWith("http")) {
    return response.redirect(next);
  }
  response.redirect("/");
});

router.post("/logout", async (request, response) => {
  response.clearCookie("session");
  response.redirect("/");
});

module.exports = router;
