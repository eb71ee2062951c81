(use-modules (simulator exposition)
             (simulator simulation)
             (srfi srfi-64))

(for-each
 (lambda (x text)
   (test-equal (format #f "~a as Go spells it" x) text (spell-number x)))
 (list 0 60 1/1000000 1e6 999999 1234567.0 0.1 0.0001 1e-5 1.5e-7 123456.5 1e21 1e22 5e-324
       -2.5 100 +inf.0 -inf.0 +nan.0 1.7976931348623157e308 0.135601)
 '("0" "60" "1e-06" "1e+06" "999999" "1.234567e+06" "0.1" "0.0001" "1e-05" "1.5e-07" "123456.5"
   "1e+21" "1e+22" "5e-324" "-2.5" "100" "+Inf" "-Inf" "NaN" "1.7976931348623157e+308" "0.135601"))

(define (first-lines text n)
  (let loop ((n n) (end 0))
    (if (zero? n) (substring text 0 end) (loop (- n 1) (+ 1 (string-index text #\newline end))))))

(define simulation
  (advance (begin-simulation (make-run 42 1767225600 1/2 #f))))

(test-equal "text 0.0.4" "\
# HELP otel_claude_code_token_usage_tokens_total Total tokens used (simulated)
# TYPE otel_claude_code_token_usage_tokens_total counter
otel_claude_code_token_usage_tokens_total{model=\"claude-3-sonnet\",token_type=\"input\"} 189
"
  (first-lines (call-with-output-string (lambda (port) (write-text simulation port))) 3))

(test-equal "CSV" "\
1767225600.5,otel_claude_code_token_usage_tokens_total,\"{model=\"\"claude-3-sonnet\"\",token_type=\"\"input\"\"}\",189\r
"
  (first-lines (call-with-output-string (lambda (port) (write-csv simulation port))) 1))
