;;; The configuration of the run, as YAML that the main program can read, too.

(define-module (simulator configuration)
  #:use-module (ice-9 match)
  #:use-module (simulator catalogue)
  #:use-module (simulator exposition)
  #:use-module (simulator process)
  #:use-module (simulator simulation)
  #:use-module (simulator time)
  #:export (configuration write-yaml))

(define (configuration run)
  "The run as nested lists ((key . value) ...), every metric written out."
  `(("simulator"
     ("seed" . ,(run-seed run))
     ("start" . ,(write-instant (run-start run)))
     ("update_interval" . ,(write-duration (run-interval run)))
     ,@(if (run-scenario run)
           `(("scenario" . ,(scenario-name (run-scenario run))))
           '())
     ("catalogue" . "none")
     ("metrics" ,@(map metric-configuration catalogue)))))

(define (metric-configuration metric)
  `(,(symbol->string (metric-key metric))
    ("type" . ,(symbol->string (metric-type metric)))
    ("name" . ,(metric-name metric))
    ("help" . ,(metric-help metric))
    ,@(match (metric-labels metric)
        (() '())
        (labels `(("labels" ,@labels))))
    ,@(law-configuration (metric-law metric))))

(define law-configuration
  (match-lambda
    (($ <integral> rate resolution)
     `(,@(rate-configuration rate) ("resolution" . ,resolution)))
    (($ <arrivals> rate)
     `(,@(rate-configuration rate) ("accumulate" . "poisson")))
    (($ <observations> median spread buckets rate)
     `(,@(process-configuration median)
       ("spread" . ,spread)
       ("buckets" . ,(list->vector buckets))
       ("arrivals" ,@(rate-configuration rate))))
    (($ <thinning> parent probability)
     `(("of" . ,(symbol->string parent))
       ("probability" . ,probability)))))

(define (rate-configuration rate)
  `(,@(process-configuration (rate-process rate))
    ("per" . ,(write-duration (rate-per rate)))))

(define (process-configuration process)
  `(("process" . "brownian")
    ("initial_value" . ,(process-initial process))
    ("drift" . ,(process-drift process))
    ("volatility" . ,(process-volatility process))
    ("volatility_per" . ,(write-duration (process-volatility-per process)))
    ("bounds" . ,(vector (car (process-bounds process)) (cdr (process-bounds process))))
    ("at_bounds" . ,(symbol->string (process-at-bounds process)))))

(define* (write-yaml value port #:optional (indentation ""))
  "Writes nested lists as YAML: lists as blocks, vectors of numbers in brackets."
  (define (scalar value)
    (match value
      ((? string?) value)
      ((? vector?) (string-append "[" (string-join (map scalar (vector->list value)) ", ") "]"))
      ((? integer?) (number->string (inexact->exact value)))
      (+inf.0 ".inf")
      (_ (spell-number value))))
  (for-each
   (match-lambda
     ((key . (? pair? block))
      (format port "~a~a:~%" indentation key)
      (write-yaml block port (string-append indentation "  ")))
     ((key . value)
      (format port "~a~a: ~a~%" indentation key (scalar value))))
   value))
