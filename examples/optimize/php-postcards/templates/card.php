<!doctype html>
<html lang="en">
  <head><title><?= htmlspecialchars($card->place) ?></title></head>
  <body>
    <h1><?= htmlspecialchars($card->place) ?></h1>
    <p><?= htmlspecialchars($card->back()) ?></p>
    <small><?= htmlspecialchars($sender) ?></small>
  </body>
</html>
