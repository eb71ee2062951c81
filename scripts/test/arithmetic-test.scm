(use-modules (simulator arithmetic)
             (srfi srfi-1)
             (srfi srfi-64))

(define (ulp x)
  "At least the distance from X to the next double."
  (* (abs x) (expt 2.0 -52)))

(define numbers
  (append-map (lambda (x) (list x (- x) (/ x 3)))
              '(1.0 0.1 2.718281828459045 7.0 1e-5 33.3 0.7071 1e-10 123.456)))

(test-assert "a product and a sum are rounded once"
  ;; (1 + e)(1 − e) − 1 = −e², which vanishes when the product is rounded first.
  (let ((e (expt 2.0 -30)))
    (and (= (fused-multiply-add (+ 1 e) (- 1 e) -1.0) (- (* e e)))
         (zero? (- (* (+ 1 e) (- 1 e)) 1.0)))))

(for-each
 (lambda (x)
   (test-assert (format #f "the exponential of ~a is within a unit in the last place of the C library's" x)
     (<= (abs (- (exponential x) (exp x))) (ulp (exp x)))))
 numbers)

(for-each
 (lambda (x)
   (test-assert (format #f "the logarithm of ~a is within a unit in the last place of the C library's" x)
     (<= (abs (- (logarithm x) (log x))) (ulp (log x)))))
 (filter positive? numbers))

(test-eqv "the logarithm of 1 is 0" 0.0 (logarithm 1))

(for-each
 (lambda (n)
   (let ((exact (log (fold * 1 (iota n 1)))))
     (test-assert (format #f "ln ~a! has a relative error below 1e-13" n)
       (<= (abs (- (log-factorial n) exact)) (* 1e-13 exact)))))
 '(0 1 2 15 16 17 100 170))
