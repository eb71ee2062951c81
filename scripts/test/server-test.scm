(use-modules (ice-9 iconv)
             (simulator server)
             (srfi srfi-64))

(define (answer path)
  (and (string=? path "/there") '("text/plain; charset=utf-8" . "here\n")))

(define (response . lines)
  "What is answered to a request of these lines."
  (string-delete #\return
                 (bytevector->string (respond (string-append (string-join lines "\r\n") "\r\n\r\n") answer)
                                     "UTF-8")))

(define (status text) (substring text 9 12))

(test-equal "a page" "\
HTTP/1.1 200 OK
Content-Type: text/plain; charset=utf-8
Content-Length: 5
Connection: close

here
" (response "GET /there HTTP/1.1" "Host: localhost:9090"))
(test-equal "HEAD gives the headers only" "\
HTTP/1.1 200 OK
Content-Type: text/plain; charset=utf-8
Content-Length: 5
Connection: close

" (response "HEAD /there HTTP/1.1" "Host: localhost:9090"))
(test-equal "a query is not part of the path" "200" (status (response "GET /there?x=1 HTTP/1.1")))
(test-equal "another path" "404" (status (response "GET /elsewhere HTTP/1.1")))
(test-equal "another method" "405" (status (response "POST /there HTTP/1.1")))
(test-assert "another method is told what is allowed"
  (string-contains (response "POST /there HTTP/1.1") "\nAllow: GET, HEAD\n"))
(for-each
 (lambda (line)
   (test-equal (format #f "nonsense: ~s" line) "400" (status (response line))))
 '("" "GARBAGE" "GET" "GET /there" "GET %zz HTTP/1.1" "\x00;\xff;" "GET /there HTTP/x.y"))
(test-equal "a header that is none" "400" (status (response "GET /there HTTP/1.1" "nonsense")))
(test-equal "a request that ends too soon" "400"
  (status (bytevector->string (respond "GET /there HTTP/1.1\r\n" answer) "UTF-8")))
