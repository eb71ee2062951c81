(use-modules (simulator draws)
             (simulator normal)
             (simulator process)
             (srfi srfi-1)
             (srfi srfi-64)
             (test expect))

(define n 500)                          ; paths

(define (path process share seconds steps key)
  "Where a path is after so many steps."
  (fold (lambda (tick value)
          (evolve process share seconds value (normal-quantile ((draws key tick 'path-step) 0))))
        (path-start process share)
        (iota steps)))

(define (ends process share seconds steps)
  (map (lambda (i) (path process share seconds steps (cons i 7))) (iota n)))

;; E X(t) = x₀ + μt and Var X(t) = σ²t, whatever the length of the steps.
(define free (brownian 1000.0 #:drift 0.5 #:volatility 60.0 #:volatility-per 3600))
(for-each
 (lambda (seconds steps)
   (let ((values (ends free 1.0 seconds steps))
         (name (format #f "~a steps of ~a s" steps seconds)))
     (expect-mean name 1050.0 100.0 values)
     (expect-variance name 100.0 values)))
 '(10.0 100.0) '(10 1))

;; A share w of the whole has the mean w·x and the variance w·σ²t.
(let ((values (ends free 0.25 25.0 4)))
  (expect-mean "a quarter of the whole" (* 0.25 1050) (* 0.25 100) values)
  (expect-variance "a quarter of the whole" (* 0.25 100) values))

;; Pulled back to x₀ = 100 with κ = 0.02: E X(t) = 100 throughout, and
;; Var X(t) = σ²(1 − e^{−2κt})/2κ, whatever the length of the steps.
(define pulled (ornstein-uhlenbeck 100.0 #:speed 0.02 #:volatility 2.0))
(define pulled-variance (* 4.0 (/ (- 1 (exp (* -2 0.02 50))) 0.04)))
(for-each
 (lambda (seconds steps)
   (let ((values (ends pulled 1.0 seconds steps))
         (name (format #f "pulled back, ~a steps of ~a s" steps seconds)))
     (expect-mean name 100.0 pulled-variance values)
     (expect-variance name pulled-variance values)))
 '(5.0 50.0) '(10 1))
(test-approximate "without chance, it closes 1 - e^(-κt) of the distance"
  (+ 100 (* 40 (exp -0.1)))
  (evolve (ornstein-uhlenbeck 100.0 #:speed 0.02) 1.0 5.0 140.0 0.0) 1e-9)
(test-approximate "and as much in short steps" (+ 100 (* 40 (exp -2e-6)))
  (evolve (ornstein-uhlenbeck 100.0 #:speed 0.02) 1.0 1e-4 140.0 0.0) 1e-12)

(test-assert "paths stay within bounds, shared out like the whole"
  (let ((narrow (brownian 10.0 #:volatility 20.0 #:bounds '(0.0 . 20.0))))
    (every (lambda (x) (<= 0.0 x 5.0)) (ends narrow 0.25 1.0 5))))

;; Reflected at 0 from 0, one step gives |s·Z|: mean s√(2/π), mean square s².
(let* ((values (ends (brownian 0.0 #:volatility 3.0 #:at-bounds 'reflect) 1.0 4.0 1))
       (s² 36.0))
  (expect-mean "a reflected path" (* (sqrt s²) (sqrt (/ 2 3.141592653589793)))
               (* s² (- 1 (/ 2 3.141592653589793))) values)
  (expect-mean "the square of a reflected path" s² (* 2 s² s²) (map (lambda (x) (* x x)) values)))

;; From its lower bound without drift, a clamped path lies on it after n steps
;; with probability C(2n, n)/4ⁿ: 63/256 for 5.
(let ((p 63/256)
      (on-bound (count zero? (ends (brownian 0.0 #:volatility 1.0) 1.0 1.0 5))))
  (expect-within "the share of paths that lie on the bound" p (* 5 (sqrt (/ (* p (- 1 p)) n)))
                 (/ on-bound n)))

(test-eqv "a value far below is mirrored as often as needed" 3.0
  (evolve (brownian 1.0 #:bounds '(0.0 . 4.0) #:at-bounds 'reflect) 1.0 1.0 -13.0 0.0))
(test-assert "a constant stays" (constant? (constant 2.0)))
