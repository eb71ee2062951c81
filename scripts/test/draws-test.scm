(use-modules (ice-9 receive)
             (simulator draws)
             (simulator normal)
             (srfi srfi-1)
             (srfi srfi-64)
             (test expect))

;; Source: draft-eastlake-fnv, appendix C.
(test-eqv "the hash of nothing" #xcbf29ce484222325 (fnv-1a ""))
(test-eqv "the hash of a" #xaf63dc4c8601ec8c (fnv-1a "a"))
(test-eqv "the hash of foobar" #x85944171f73967e8 (fnv-1a "foobar"))

;; Source: Random123, tests/kat_vectors.
(for-each
 (lambda (key0 key1 counter0 counter1 expected)
   (test-equal "Threefry gives the published words" expected
     (receive words (threefry key0 key1 counter0 counter1) words)))
 '(0 #xffffffff #x13198a2e) '(0 #xffffffff #x03707344)
 '(0 #xffffffff #x243f6a88) '(0 #xffffffff #x85a308d3)
 '((#x6b200159 #x99ba4efe) (#x1cb996fc #xbb002be7) (#xc4923a9c #x483df7a0)))

;; docs/processes.md shows these numbers.
(define sonnet-input
  "otel_claude_code_token_usage_tokens_total{model=\"claude-3-sonnet\",token_type=\"input\"}")
(define key (derive-key 42 sonnet-input))
(test-eqv "the identity in the documentation" #xd3c7186cb42155b5 (fnv-1a sonnet-input))
(test-equal "the key in the documentation" '(#x887eca52 . #xe6958e0c) key)
(for-each
 (lambda (tick uniform normal)
   (let ((drawn ((draws key tick 'path-step) 0)))
     (test-eqv "the uniform draw in the documentation" uniform drawn)
     (expect-within "the normal draw in the documentation" normal 5e-13 (normal-quantile drawn))))
 '(0 1 2 3)
 '(0.8235906204209135 0.9274143628995143 0.4562192396950754 0.5302410130493188)
 '(0.929135711749 1.456801165121 -0.109963301669 0.075875719867))

(define drawn (map (draws key 7 'observation) (iota 2000)))
(test-assert "uniform draws are above 0 and below 1" (every (lambda (u) (< 0 u 1)) drawn))
(expect-mean "uniform draws" 1/2 1/12 drawn)
(expect-variance "uniform draws" 1/12 drawn 1/80)

(test-assert "draws of other ticks, purposes and indices are others"
  (let ((all (append-map
              (lambda (tick)
                (append-map (lambda (purpose) (map (draws key tick purpose) '(0 1)))
                            '(path-step arrivals thinning bucket-sum)))
              (list 0 1 (expt 2 32) (- (expt 2 40) 1)))))
    (= (length all) (length (delete-duplicates all)))))
(test-eqv "draws from an index on" ((draws key 1 'arrivals) 5) ((draws-from (draws key 1 'arrivals) 3) 2))
