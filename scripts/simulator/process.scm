;;; Brownian paths.

(define-module (simulator process)
  #:use-module (srfi srfi-9 gnu)
  #:export (brownian constant constant?
            process-initial process-drift process-volatility process-volatility-per
            process-bounds process-at-bounds
            path-start evolve))

(define-immutable-record-type <process>
  (make-process initial drift volatility volatility-per bounds at-bounds)
  process?
  (initial process-initial)
  (drift process-drift)                    ; μ, the mean change a second
  (volatility process-volatility)          ; standard deviation of the change
  (volatility-per process-volatility-per)  ; over so many seconds
  (bounds process-bounds)                  ; (lower . upper)
  (at-bounds process-at-bounds))           ; clamp or reflect

(define* (brownian initial #:key (drift 0.0) (volatility 0.0) (volatility-per 1)
                   (bounds '(0.0 . +inf.0)) (at-bounds 'clamp))
  "The law dX = μ dt + σ dW with σ = volatility/√volatility-per."
  (make-process initial drift volatility volatility-per bounds at-bounds))

(define (constant value)
  "The law of a path that stays where it is."
  (brownian value))

(define (constant? process)
  "Whether paths of the process stay where they are."
  (and (zero? (process-drift process)) (zero? (process-volatility process))))

(define (path-start process share)
  "Where the path of a label set begins that has SHARE of the whole."
  (* share (process-initial process)))

(define (evolve process share seconds value z)
  "The path of a label set one step of SECONDS on, given a standard normal
draw Z: X + (w·(μΔ) + √w·σ√Δ·Z), brought back to w times the bounds.  The step
is exact, whatever its length."
  (let ((shift (* (process-drift process) seconds))
        (deviation (* (/ (process-volatility process)
                         (sqrt (exact->inexact (process-volatility-per process))))
                      (sqrt seconds)))
        (lower (* share (car (process-bounds process))))
        (upper (* share (cdr (process-bounds process))))
        (bring-back (if (eq? (process-at-bounds process) 'reflect) reflect clamp)))
    (bring-back (+ value (+ (* share shift) (* (sqrt share) deviation z)))
                lower upper)))

(define (clamp value lower upper)
  "The value, or the bound that it is beyond."
  (min (max value lower) upper))

(define (reflect value lower upper)
  "The value mirrored at the bounds until it lies between them."
  (cond ((< value lower) (reflect (+ lower (- lower value)) lower upper))
        ((> value upper) (reflect (- upper (- value upper)) lower upper))
        (else value)))
