;;; Brownian and mean-reverting paths.

(define-module (simulator process)
  #:use-module (srfi srfi-9 gnu)
  #:use-module (simulator arithmetic)
  #:export (brownian ornstein-uhlenbeck constant constant?
            process-initial process-drift process-speed process-volatility process-volatility-per
            process-bounds process-at-bounds
            path-start evolve))

(define-immutable-record-type <process>
  (make-process initial drift speed volatility volatility-per bounds at-bounds)
  process?
  (initial process-initial)
  (drift process-drift)                    ; μ, the mean change a second
  (speed process-speed)                    ; κ, how fast it is pulled back to its initial value
  (volatility process-volatility)          ; standard deviation of the change
  (volatility-per process-volatility-per)  ; the number of seconds for that deviation
  (bounds process-bounds)                  ; (lower . upper)
  (at-bounds process-at-bounds))           ; clamp or reflect

(define* (brownian initial #:key (drift 0.0) (volatility 0.0) (volatility-per 1)
                   (bounds '(0.0 . +inf.0)) (at-bounds 'clamp))
  "The law dX = μ dt + σ dW with σ = volatility/√volatility-per."
  (make-process initial drift 0.0 volatility volatility-per bounds at-bounds))

(define* (ornstein-uhlenbeck initial #:key speed (volatility 0.0) (volatility-per 1)
                             (bounds '(0.0 . +inf.0)))
  "The law dX = κ(x₀ − X) dt + σ dW: a path that is pulled back to where it began."
  (make-process initial 0.0 speed volatility volatility-per bounds 'clamp))

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
draw Z: (1 − c)·X + (w·(μΔ + c·x₀) + √w·σ√T·Z), brought back to w times the
bounds.  A speed κ closes c = 1 − e^{−κΔ} of the distance to x₀, and T is
(1 − e^{−2κΔ})/2κ; without one, c is 0 and T is Δ.  The step is exact, whatever
its length."
  (let* ((speed (process-speed process))
         (closed (decay (* speed seconds)))
         (shift (+ (* (process-drift process) seconds) (* (process-initial process) closed)))
         (deviation (* (/ (process-volatility process)
                          (sqrt (exact->inexact (process-volatility-per process))))
                       (sqrt (variance-time speed seconds))))
         (lower (* share (car (process-bounds process))))
         (upper (* share (cdr (process-bounds process))))
         (bring-back (if (eq? (process-at-bounds process) 'reflect) reflect clamp)))
    (bring-back (+ (* value (- 1.0 closed)) (+ (* share shift) (* (sqrt share) deviation z)))
                lower upper)))

(define (decay x)
  "1 − e^{−x}, for small x by its series, which loses no digits."
  (if (< x 1e-5)
      (* x (+ (- 1.0 (/ x 2.0)) (/ (* x x) 6.0)))
      (- 1.0 (exponential (- x)))))

(define (variance-time speed seconds)
  "How long a Brownian motion would take to vary as much."
  (if (zero? speed)
      seconds
      (/ (decay (* 2.0 (* speed seconds))) (* 2.0 speed))))

(define (clamp value lower upper)
  "The value, or the bound that it is beyond."
  (min (max value lower) upper))

(define (reflect value lower upper)
  "The value mirrored at the bounds until it lies between them."
  (cond ((< value lower) (reflect (+ lower (- lower value)) lower upper))
        ((> value upper) (reflect (- upper (- value upper)) lower upper))
        (else value)))
