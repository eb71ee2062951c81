# The table of the job's summary, in Markdown.

def rounded(digits): . * pow(10; digits) | round / pow(10; digits);
def figure: if . == null then "–" else rounded(2) | tostring end;
def seconds: if . == null then "–" else "\(round) s" end;
def cell: gsub("\\|"; "\\|");

"### Alert rules, scored on \(.seeds | length) runs from \(.from) to \(.to)",
"",
"| alert | found | recall | 95 % | median delay | false alarms a day | requirements |",
"|---|--:|--:|---|--:|--:|---|",
(.alerts[]
 | "| \(.alert | cell) | "
   + if .not_scored then "not scored: \(.not_scored | cell) | | | | | |"
     else "\(.detected) of \(.judged) | \(.recall | figure) | \(.recall_low | figure) to \(.recall_high | figure) | \(.delay_median | seconds) | \(.false_per_day | figure) | "
       + ([.requirements[]? | (if .met then "✓ " else "✗ " end) + (.requirement | cell)] | join(", ")) + " |"
     end)
