;;; The command line: its options and its errors.

(define-module (simulator options)
  #:use-module (ice-9 format)
  #:use-module (ice-9 match)
  #:use-module (srfi srfi-1)
  #:use-module (simulator catalogue)
  #:use-module (simulator time)
  #:export (parse-options scenario-of usage))

(define (parse-whole text least most)
  (and (string-every char-set:digit text)
       (let ((number (string->number text)))
         (and number (<= least number most) number))))

(define (parse-span text least most)
  "A span of whole milliseconds within limits, or #f."
  (let ((span (parse-duration text)))
    (and span (<= least span most) (integer? (* 1000 span)) span)))

(define option-table
  ;; Key, letter, name of the value, reader of it, what is allowed, and help.
  `((port #\p "N" ,(lambda (text) (parse-whole text 0 65535))
          "a port from 0 to 65535"
          "The TCP port on this machine; 0 chooses a free one. The default is 9090.")
    (seed #\s "N" ,(lambda (text) (parse-whole text 0 (- (expt 2 64) 1)))
          "a whole number from 0 to 18446744073709551615"
          "The same seed gives the same samples. By default, one is drawn and printed.")
    (scenario #f "NAME" ,(lambda (text)
                           (if (string=? text "none")
                               'none
                               (find (lambda (one) (string=? text (scenario-name one))) scenarios)))
              ,(string-append "none or one of " (string-join (map scenario-name scenarios) ", ")
                              " (make simulate plays the others)")
              "everyday, normal, load_test, degradation, or none, the default: the bare metrics.")
    (update-interval #f "SPAN" ,(lambda (text) (parse-span text 1/10 86400))
                     "whole milliseconds from 100ms to 24h, like 10s, 500ms or 1h30m"
                     "How often values change. The default is 10s.")
    (start #f "TIME" ,parse-instant
           "a time in UTC from 1970 on, like 2026-01-01T00:00:00Z"
           "When the paths begin, rounded up to a tick. The default is now.")
    (csv #f "SPAN" ,(lambda (text) (parse-span text 1/1000 (* 366 86400)))
         "a span above 0 and up to 366d, like 90s or 1h30m"
         "Write this much simulated time as CSV, and serve nothing.")))

(define (help-line what help)
  (string-append "  " (string-pad-right what 29) help "\n"))

(define usage
  (string-append
   "Usage: guile-3.0 scripts/claude-metrics-simulator.scm [OPTION VALUE]…\n"
   "Serve simulated metrics of Claude Code on http://localhost:9090/metrics.\n\n"
   (string-concatenate
    (map (match-lambda
           ((key letter value _ _ help)
            (help-line (format #f "~a--~a ~a" (if letter (string #\- letter #\, #\space) "    ")
                               key value)
                       help)))
         option-table))
   (help-line "-h, --help" "Print this help.")))

(define (parse-options arguments)
  "Two values: the options as ((key . value) ...), and the errors in the
arguments, one line each."
  (let loop ((arguments (append-map separate arguments)) (options '()) (errors '()))
    (match arguments
      (()
       (values options (append (reverse errors) (contradictions options))))
      (((or "-h" "--help") . rest)
       (loop rest (acons 'help #t options) errors))
      ((name . rest)
       (match (find (option-named name) option-table)
         (#f
          (loop rest options
                (cons (format #f "~a: unknown; the options are ~{--~a, ~}--help. make simulate has others."
                              name (map car option-table))
                      errors)))
         ((key _ _ read allowed _)
          (let* ((text (and (pair? rest) (car rest)))
                 (value (and text (read text))))
            (cond ((not value)
                   (loop (if text (cdr rest) rest) options
                         (cons (format #f "--~a: must be ~a, got ~a."
                                       key allowed (if text (string-append "'" text "'") "nothing"))
                               errors)))
                  ((assq key options)
                   (loop (cdr rest) options (cons (format #f "--~a: must be given once." key) errors)))
                  (else
                   (loop (cdr rest) (acons key value options) errors))))))))))

(define (separate argument)
  "--port=9 as two arguments."
  (match (and (string-prefix? "--" argument) (string-index argument #\=))
    (#f (list argument))
    (i (list (substring argument 0 i) (substring argument (+ i 1))))))

(define (option-named name)
  (match-lambda
    ((key letter . _)
     (or (string=? name (string-append "--" (symbol->string key)))
         (and letter (string=? name (string #\- letter)))))))

(define (scenario-of options)
  "The scenario that is played; #f for none."
  (let ((scenario (assq-ref options 'scenario)))
    (and (not (eq? 'none scenario)) scenario)))

(define (contradictions options)
  "The errors of options that do not fit together."
  (let ((scenario (scenario-of options))
        (interval (assq-ref options 'update-interval)))
    (if (and scenario interval (scenario-duration scenario)
             (< (scenario-duration scenario) interval))
        (list (format #f "--update-interval: must be at most ~a, the length of ~a, got ~a."
                      (write-duration (scenario-duration scenario)) (scenario-name scenario)
                      (write-duration interval)))
        '())))
