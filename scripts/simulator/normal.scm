;;; The standard normal distribution.

(define-module (simulator normal)
  #:use-module (simulator arithmetic)
  #:export (normal-quantile normal-cumulative))

(define (pair x constant slope)
  (fused-multiply-add slope x constant))

(define (polynomial x c0 c1 c2 c3 c4 c5 c6 c7)
  "c0 + c1·x + … + c7·x⁷, in Estrin's order."
  (let* ((x² (* x x))
         (low (fused-multiply-add (pair x c2 c3) x² (pair x c0 c1)))
         (high (fused-multiply-add (pair x c6 c7) x² (pair x c4 c5))))
    (fused-multiply-add high (* x² x²) low)))

(define (normal-quantile p)
  "Φ⁻¹(p) for 0 < p < 1, with a relative error of about 1e-16.  Source:
Wichura, \"Algorithm AS 241: The Percentage Points of the Normal Distribution\",
Applied Statistics 37 (1988), routine PPND16."
  (let ((q (- p 0.5)))
    (if (<= (abs q) 0.425)
        (central-quantile q)
        (let ((size (tail-quantile (sqrt (- (logarithm (min p (- 1.0 p))))))))
          (if (negative? q) (- size) size)))))

(define (central-quantile q)
  "Φ⁻¹(½ + q) for |q| ≤ 0.425."
  (let ((r (- 0.180625 (* q q))))
    (/ (* q (polynomial r
                        3.3871328727963666080e0 1.3314166789178437745e+2
                        1.9715909503065514427e+3 1.3731693765509461125e+4
                        4.5921953931549871457e+4 6.7265770927008700853e+4
                        3.3430575583588128105e+4 2.5090809287301226727e+3))
       (polynomial r
                   1.0 4.2313330701600911252e+1
                   6.8718700749205790830e+2 5.3941960214247511077e+3
                   2.1213794301586595867e+4 3.9307895800092710610e+4
                   2.8729085735721942674e+4 5.2264952788528545610e+3))))

(define (tail-quantile r)
  "|Φ⁻¹(p)| in the tails, where r = √(−ln p)."
  (if (<= r 5.0)
      (let ((t (- r 1.6)))
        (/ (polynomial t
                       1.42343711074968357734e0 4.63033784615654529590e0
                       5.76949722146069140550e0 3.64784832476320460504e0
                       1.27045825245236838258e0 2.41780725177450611770e-1
                       2.27238449892691845833e-2 7.74545014278341407640e-4)
           (polynomial t
                       1.0 2.05319162663775882187e0
                       1.67638483018380384940e0 6.89767334985100004550e-1
                       1.48103976427480074590e-1 1.51986665636164571966e-2
                       5.47593808499534494600e-4 1.05075007164441684324e-9)))
      (let ((t (- r 5.0)))
        (/ (polynomial t
                       6.65790464350110377720e0 5.46378491116411436990e0
                       1.78482653991729133580e0 2.96560571828504891230e-1
                       2.65321895265761230930e-2 1.24266094738807843860e-3
                       2.71155556874348757815e-5 2.01033439929228813265e-7)
           (polynomial t
                       1.0 5.99832206555887937690e-1
                       1.36929880922735805310e-1 1.48753612908506148525e-2
                       7.86869131145613259100e-4 1.84631831751005468180e-5
                       1.42151175831644588870e-7 2.04426310338993978564e-15)))))

(define-syntax horner
  ;; The coefficients, that of the highest power first.
  (syntax-rules ()
    ((_ x c) c)
    ((_ x c1 c0 c ...) (horner x (+ (* c1 x) c0) c ...))))

(define (normal-cumulative x)
  "Φ(x), with an error below 1e-15; x may be infinite.  Source: West, \"Better
Approximations to Cumulative Normal Functions\", Wilmott (2005), figure 2."
  (let* ((distance (abs x))
         (tail (if (> distance 37) 0.0 (upper-tail distance))))
    (if (positive? x) (- 1.0 tail) tail)))

(define (upper-tail x)
  "1 − Φ(x) for 0 ≤ x ≤ 37."
  (let ((density (exponential (/ (* (- x) x) 2.0))))
    (if (< x 7.07106781186547)
        (/ (* density
              (horner x 3.52624965998911e-02 0.700383064443688 6.37396220353165
                      33.912866078383 112.079291497871 221.213596169931
                      220.206867912376))
           (horner x 8.83883476483184e-02 1.75566716318264 16.064177579207
                   86.7807322029461 296.564248779674 637.333633378831
                   793.826512519948 440.413735824752))
        (let ((fraction (+ x (/ 1.0 (+ x (/ 2.0 (+ x (/ 3.0 (+ x (/ 4.0 (+ x 0.65))))))))))) 
          (/ density fraction 2.506628274631)))))
