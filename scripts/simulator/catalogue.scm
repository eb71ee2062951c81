;;; The catalogue of the simulation: the five metrics of Claude Code and four scenarios.
;;; docs/processes.md gives the reasons for the numbers.

(define-module (simulator catalogue)
  #:use-module (ice-9 match)
  #:use-module (srfi srfi-1)
  #:use-module (srfi srfi-9 gnu)
  #:use-module (simulator cycle)
  #:use-module (simulator process)
  #:export (catalogue label-sets
            metric-key metric-type metric-name metric-help metric-labels metric-law
            <integral> <arrivals> <observations> <thinning>
            rate-process rate-per rate-scale
            scenarios scenario-name scenario-duration scenario-cycle play))

;; A rate or intensity: the path of a process, multiplied by a scale.  Its value
;; is the amount per a given number of seconds.
(define-immutable-record-type <rate>
  (make-rate process per scale)
  rate?
  (process rate-process)
  (per rate-per)
  (scale rate-scale))

;; Four kinds of metrics.
(define-immutable-record-type <integral>          ; the integral of a rate, shown in whole
  (make-integral rate resolution)       ; multiples of a resolution
  integral?
  (rate integral-rate)
  (resolution integral-resolution))

(define-immutable-record-type <arrivals>          ; the events of a Poisson process
  (make-arrivals rate)
  arrivals?
  (rate arrivals-rate))

(define-immutable-record-type <observations>      ; lognormal values that arrive so
  (make-observations median spread buckets rate)
  observations?
  (median observations-median)
  (spread observations-spread)
  (buckets observations-buckets)
  (rate observations-rate))

(define-immutable-record-type <thinning>          ; some of the events of another metric
  (make-thinning parent probability)
  thinning?
  (parent thinning-parent)
  (probability thinning-probability))

(define-immutable-record-type <metric>
  (make-metric key type name help labels law)
  metric?
  (key metric-key)
  (type metric-type)
  (name metric-name)
  (help metric-help)
  (labels metric-labels)                ; ((label (value . weight) ...) ...)
  (law metric-law))

(define models '("claude-3-sonnet" "claude-3-haiku" "claude-3-opus"))

(define catalogue
  (list
   (make-metric
    'token_usage 'counter "otel_claude_code_token_usage_tokens_total"
    "Total tokens used (simulated)"
    `(("model" ,@(map cons models '(6 3 1)))
      ("token_type" ("input" . 63) ("output" . 37)))
    (make-integral
     ;; Tokens a second, of all models together.
     (make-rate (brownian 1000.0 #:drift 0.1 #:volatility 50.0 #:volatility-per 3600
                          #:bounds '(0.0 . 100000.0))
                1 1.0)
     1))
   (make-metric
    'session_duration 'histogram "otel_claude_code_session_duration_seconds"
    "Session duration (simulated)"
    '()
    (make-observations
     (brownian 300.0 #:volatility 30.0 #:volatility-per 3600 #:bounds '(10.0 . 7200.0))
     0.8
     '(1.0 5.0 10.0 30.0 60.0 300.0 600.0 1800.0 3600.0 7200.0)
     (make-rate (constant 2.0) 60 1.0)))
   (make-metric
    'cost 'counter "otel_claude_code_cost_usd"
    "Total cost in US dollars (simulated)"
    `(("model" ,@(map cons models '(60 5 35))))
    (make-integral
     ;; Dollars a day: 25 developers at 13 each.
     (make-rate (brownian 325.0 #:drift 0.001 #:volatility 0.1) 86400 1.0)
     1/1000000))
   (make-metric
    'tool_usage 'counter "otel_claude_code_tool_usage_total"
    "Total tool calls (simulated)"
    '(("tool_name" ("Read" . 25) ("Write" . 8) ("Edit" . 20) ("Bash" . 22) ("Glob" . 8)
       ("Grep" . 10) ("WebFetch" . 2) ("Task" . 4) ("Batch" . 1)))
    (make-arrivals
     (make-rate (brownian 30.0 #:volatility 0.2 #:volatility-per 3600) 60 1.0)))
   (make-metric
    'error 'counter "otel_claude_code_error_total"
    "Total failed tool calls (simulated)"
    '(("error_type" ("timeout" . 35) ("network" . 25) ("validation" . 20) ("internal" . 12)
       ("auth" . 8)))
    (make-thinning 'tool_usage 0.001))))

(define (label-sets labels)
  "All label sets of a metric, the last label varying fastest: pairs of a
list ((label . value) ...) and its share of the whole."
  (match labels
    (() '((() . 1.0)))
    (((label . weighted) . rest)
     (let ((sum (fold + 0 (map cdr weighted))))
       (append-map
        (match-lambda
          ((value . weight)
           (map (match-lambda
                  ((others . share)
                   (cons `((,label . ,value) ,@others)
                         (* share (exact->inexact (/ weight sum))))))
                (label-sets rest))))
        weighted)))))

;; A scenario plays one pattern, which repeats or never ends.
(define-immutable-record-type <scenario>
  (make-scenario name duration cycle change)
  scenario?
  (name scenario-name)
  (duration scenario-duration)          ; seconds until it starts over; #f for never
  (cycle scenario-cycle)                ; the shape of days and weeks; #f for none
  (change scenario-change))             ; a procedure from a metric to its form during the scenario

(define (play scenario metrics)
  "The metrics as a scenario has them."
  (map (scenario-change scenario) metrics))

(define (with-numbers token-drift session-frequency error-rate)
  "The change to a drift of the token rate, so many sessions a minute, and so
many failures a tool call.  A tenth of a session a minute is the ordinary measure
by which tool calls and costs grow and shrink."
  (define scale (/ session-frequency 0.1))
  (lambda (metric)
    (case (metric-key metric)
      ((token_usage)
       (set-field metric (metric-law integral-rate rate-process process-drift) token-drift))
      ((session_duration)
       (set-field metric (metric-law observations-rate)
                  (make-rate (constant session-frequency) 60 1.0)))
      ((cost)
       (set-field metric (metric-law integral-rate rate-scale) scale))
      ((tool_usage)
       (set-field metric (metric-law arrivals-rate rate-scale) scale))
      ((error)
       (set-field metric (metric-law thinning-probability) error-rate)))))

(define (everyday metric)
  "The change to rates that wander and come back, many sessions and many errors."
  (define* (wander process #:key (initial 1.0) (volatility 0.14) (lower 0.4) (upper 1.6))
    ;; The arguments are multiples of the initial value of the process.
    (let ((unit (process-initial process)))
      (ornstein-uhlenbeck (* initial unit)
                          #:speed 0.0000963
                          #:volatility (* volatility unit) #:volatility-per 3600
                          #:bounds (cons (* lower unit) (* upper unit)))))
  (define law (metric-law metric))
  (case (metric-key metric)
    ((token_usage cost)
     (set-field metric (metric-law integral-rate rate-process)
                (wander (rate-process (integral-rate law)))))
    ((session_duration)
     (set-fields metric
                 ((metric-law observations-median) (wander (observations-median law)))
                 ((metric-law observations-rate rate-process)
                  (constant (* 12.5 (process-initial (rate-process (observations-rate law))))))))
    ((tool_usage)
     (set-field metric (metric-law arrivals-rate rate-process)
                (wander (rate-process (arrivals-rate law))
                        #:initial 20.0 #:volatility 2.8 #:lower 8.0 #:upper 32.0)))
    ((error)
     (set-field metric (metric-law thinning-probability) 0.05))))

(define scenarios
  (list (make-scenario "everyday" #f (make-cycle 8 18 0.4 0.6) everyday)
        (make-scenario "normal" 3600 #f (with-numbers 0.05 0.1 0.001))
        (make-scenario "load_test" 1800 #f (with-numbers 2.0 1.0 0.01))
        (make-scenario "degradation" 2700 #f (with-numbers -0.1 0.05 0.1))))
