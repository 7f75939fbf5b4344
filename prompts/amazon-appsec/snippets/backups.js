const express = require("express");
const fs = require("fs");
const path = require("path");
const { exec } = require("child_process");
const { requireLogin, requireRole } = require("./session");

const router = express.Router();
const FOLDER = "/var/backups/shop";

router.post("/backups", requireLogin, requireRole("operator"), (request, response) => {
  const label = request.body.label || "manual";
  const file = path.join(FOLDER, `${Date.now()}.sql`);
  exec(`pg_dump shop | sed "1i -- ${label}" > ${file}`, (error) => {
    if (error) return response.status(500).json({ error: "The backup failed" });
    response.status(201).json({ file: path.basename(file) });
  });
});

router.get("/backups/:name", requireLogin, requireRole("operator"), (request, response) => {
  response.download(path.join(FOLDER, request.params.name));
});

router.delete("/backups/:name", requireLogin, (request, response) => {
  const name = path.basename(request.params.name);
  fs.unlink(path.join(FOLDER, name), (error) => {
    response.sendStatus(error ? 404 : 204);
  });
});

module.exports = router;
