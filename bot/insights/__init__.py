"""What the team learns from what happened: forecasts with their error, and what to do next. Reads only."""
