rootProject.name = "weather"

include("station", "app")
