;;; The simulation: an immutable state, and a pure function from it to the next.

(define-module (simulator simulation)
  #:use-module (ice-9 match)
  #:use-module (srfi srfi-1)
  #:use-module (srfi srfi-9 gnu)
  #:use-module (simulator catalogue)
  #:use-module (simulator counts)
  #:use-module (simulator cycle)
  #:use-module (simulator draws)
  #:use-module (simulator lognormal)
  #:use-module (simulator normal)
  #:use-module (simulator process)
  #:export (make-run run-seed run-start run-interval run-scenario
            tick-at instant-of
            begin-simulation advance advance-to
            simulation-run simulation-tick simulation-instant simulation-families
            family-metric family-series series-paths
            family-samples <sample> sample-value))

;; A run.  Times are exact: seconds since the Unix epoch.
(define-immutable-record-type <run>
  (make-run seed start interval scenario)
  run?
  (seed run-seed)
  (start run-start)                     ; the instant of tick 0
  (interval run-interval)               ; the length of a tick
  (scenario run-scenario))              ; #f for none

(define (instant-of run tick)
  "The instant at which a tick begins."
  (+ (run-start run) (* tick (run-interval run))))

(define (tick-at run instant)
  "The tick at an instant; before the run, the first tick."
  (max 0 (floor (/ (- instant (run-start run)) (run-interval run)))))

(define-immutable-record-type <simulation>
  (make-simulation run tick families)
  simulation?
  (run simulation-run)
  (tick simulation-tick)
  (families simulation-families))

(define (simulation-instant simulation)
  "The instant of the simulation's tick."
  (instant-of (simulation-run simulation) (simulation-tick simulation)))

(define-immutable-record-type <family>
  (make-family metric series)
  family?
  (metric family-metric)
  (series family-series))

;; One series: its identity, the values of its paths, and its totals.  The
;; total of a histogram is the sum of its observations followed by the counts
;; of its buckets.
(define-immutable-record-type <series>
  (make-series labels share key paths total)
  series?
  (labels series-labels)
  (share series-share)
  (key series-key)
  (paths series-paths)
  (total series-total))

(define (driving-processes law)
  "The processes whose paths drive a law, each with the purpose of its draws."
  (match law
    (($ <integral> rate _) `((path-step . ,(rate-process rate))))
    (($ <arrivals> rate) `((path-step . ,(rate-process rate))))
    (($ <observations> median _ _ rate) `((path-step . ,median)
                                          (arrivals-step . ,(rate-process rate))))
    (($ <thinning>) '())))

;;; The beginning

(define (begin-simulation run)
  "The state at tick 0, where paths have their initial values and nothing has
been counted."
  (define metrics
    (if (run-scenario run) (play (run-scenario run) catalogue) catalogue))
  (define (begin-family metric)
    (define law (metric-law metric))
    (make-family
     metric
     (map (match-lambda
            ((labels . share)
             (make-series labels share
                          (derive-key (run-seed run) (identity-of (metric-name metric) labels))
                          (map (match-lambda
                                 ((_ . process) (path-start process share)))
                               (driving-processes law))
                          (match law
                            (($ <observations> _ _ buckets _)
                             (cons 0.0 (make-list (+ 1 (length buckets)) 0)))
                            (_ 0)))))
          (label-sets (metric-labels metric)))))
  (make-simulation run 0 (map begin-family metrics)))

(define (identity-of name labels)
  "How text 0.0.4 writes a series, with the labels in the order of their names."
  (define pairs
    (map (match-lambda ((label . value) (string-append label "=\"" value "\"")))
         (sort labels (lambda (a b) (string<? (car a) (car b))))))
  (if (null? pairs)
      name
      (string-append name "{" (string-join pairs ",") "}")))

;;; The step

(define (advance-to simulation tick)
  "The state at a tick that is not past."
  (if (< (simulation-tick simulation) tick)
      (advance-to (advance simulation) tick)
      simulation))

(define (advance simulation)
  "The state at the next tick.  Totals grow by what the paths are at this one;
then the paths evolve."
  (match simulation
    (($ <simulation> run tick families)
     (make-simulation
      run (+ tick 1)
      (reverse
       (fold (lambda (family advanced)
               (cons (advance-family family run tick (events-since families advanced))
                     advanced))
             '() families))))))

(define (events-since families advanced)
  "How many events a metric that has already been advanced counted in the tick."
  (define (total-of key families)
    (let ((family (find (lambda (one) (eq? key (metric-key (family-metric one)))) families)))
      (fold + 0 (map series-total (family-series family)))))
  (lambda (key)
    (- (total-of key advanced) (total-of key families))))

(define (advance-family family run tick events-of)
  (match family
    (($ <family> metric all)
     (make-family
      metric
      (map (lambda (series total)
             (match series
               (($ <series> labels share key paths _)
                (make-series labels share key
                             (next-paths (metric-law metric) run tick series)
                             total))))
           all
           (next-totals (metric-law metric) run tick all events-of))))))

(define (next-paths law run tick series)
  "Where the paths of a series are at the next tick.  When the pattern of a
scenario starts over, they begin again."
  (match series
    (($ <series> _ share key paths _)
     (map (match-lambda*
            (((purpose . process) value)
             (cond ((starts-over? run (+ tick 1)) (path-start process share))
                   ((constant? process) value)
                   (else
                    (evolve process share (exact->inexact (run-interval run)) value
                            (normal-quantile ((draws key tick purpose) 0)))))))
          (driving-processes law) paths))))

(define (starts-over? run tick)
  (and (run-scenario run)
       (scenario-duration (run-scenario run))
       (zero? (modulo tick (ceiling (/ (scenario-duration (run-scenario run))
                                       (run-interval run)))))))

(define (activity-at run tick)
  "What the hour and the day multiply rates by."
  (let ((cycle (and (run-scenario run) (scenario-cycle (run-scenario run)))))
    (if cycle (factor-at cycle (instant-of run tick)) 1.0)))

(define (next-totals law run tick all events-of)
  "What the series of a family have counted at the next tick."
  (define seconds (run-interval run))
  (define activity (activity-at run tick))
  (define* (mean-increment rate path #:optional (steps-per-unit 1))
    "What a rate adds up to within a tick."
    (if (positive? path)
        (* path
           (* (exact->inexact (/ seconds (rate-per rate))) steps-per-unit
              (* (rate-scale rate) activity)))
        0))
  (define (totals increase)
    (map (match-lambda
           (($ <series> _ _ key paths total)
            (increase total paths (lambda (purpose) (draws key tick purpose)))))
         all))
  (match law
    (($ <integral> rate resolution)
     (totals (match-lambda*
               ((total (path) _)
                (+ total (mean-increment rate path (exact->inexact (/ resolution))))))))
    (($ <arrivals> rate)
     (totals (match-lambda*
               ((total (path) draws-for)
                (+ total (poisson (mean-increment rate path) (draws-for 'arrivals)))))))
    (($ <observations> _ spread buckets rate)
     (totals (match-lambda*
               (((sum . counts) (median intensity) draws-for)
                (let ((arrived (poisson (mean-increment rate intensity) (draws-for 'arrivals))))
                  (call-with-values
                      (lambda () (observe arrived median spread buckets draws-for))
                    (lambda (new-counts new-sum)
                      (cons (+ sum new-sum) (map + counts new-counts)))))))))
    (($ <thinning> parent probability)
     (deal (events-of parent) probability tick all))))

(define (deal events probability tick all)
  "The totals after EVENTS of a parent, each kept with PROBABILITY, are dealt
out: every series takes a binomial share of the events that are left, so that
together they are exactly the thinning of the parent."
  (define dealt
    (fold (match-lambda*
            ((($ <series> _ share key _ total) (totals left chance-left))
             (let* ((chance (* probability share))
                    (kept (binomial left (/ chance chance-left) (draws key tick 'thinning))))
               (list (cons (+ total kept) totals)
                     (- left kept)
                     (- chance-left chance)))))
          (list '() events 1.0)
          all))
  (reverse (first dealt)))

;;; The samples

(define-immutable-record-type <sample>
  (make-sample suffix labels value)
  sample?
  (suffix sample-suffix)                ; of the name: "", "_bucket", …
  (labels sample-labels)                ; ((label . value) ...), a bound as a number
  (value sample-value))

(define (family-samples family)
  "The samples of a family, in the order in which they are written."
  (define law (metric-law (family-metric family)))
  (append-map
   (match-lambda
     (($ <series> labels _ _ _ total)
      (match law
        (($ <integral> _ resolution)
         (list (make-sample "" labels (* (inexact->exact (floor total)) resolution))))
        (($ <observations> _ _ buckets _)
         (histogram-samples labels buckets (car total) (cdr total)))
        (_
         (list (make-sample "" labels total))))))
   (family-series family)))

(define (histogram-samples labels buckets sum counts)
  "Buckets count whatever is at or below their bounds."
  (define cumulative (reverse (fold (lambda (count sums)
                                      (cons (+ count (if (null? sums) 0 (car sums))) sums))
                                    '() counts)))
  `(,@(map (lambda (bound count)
             (make-sample "_bucket" `(,@labels ("le" . ,bound)) count))
           (append buckets '(+inf.0)) cumulative)
    ,(make-sample "_sum" labels sum)
    ,(make-sample "_count" labels (last cumulative))))
