# One annotation for each alert, at its line: an error for an unmet requirement, a warning for an alert that is not scored, and else what it reached.
# GitHub shows ten of each kind, so those of unmet requirements come first.

def escaped: gsub("%"; "%25") | gsub("\r"; "%0D") | gsub("\n"; "%0A");
def property: escaped | gsub(":"; "%3A") | gsub(","; "%2C");
def rounded(digits): . * pow(10; digits) | round / pow(10; digits);
def figure: if . == null then "unknown" elif type == "number" then rounded(3) | tostring else tostring end;
def at(level): "::\(level) file=\(.file | property),line=\(.line),title=\(.alert | property)::";
def reached:
  "found \(.detected) of \(.judged) incidents"
  + (if .delay_median == null then "" else ", after \(.delay_median | round) s in the median" end)
  + (if .false_per_day == null then "" else ", \(.false_per_day | figure) false alarms a day" end) + ".";

[.alerts[] | select(.sweep | not)] as $alerts
| ($alerts[] | . as $alert | .requirements[]? | select(.met | not)
   | "\($alert | at("error"))\("\(.requirement) is not met: it is \(.value | figure)." | escaped)"),
  ($alerts[] | select(.not_scored) | "\(at("warning"))\("Not scored: \(.not_scored)" | escaped)"),
  ($alerts[] | select(.not_scored | not) | "\(at("notice"))\(reached | escaped)")
