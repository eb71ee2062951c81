// Prints doubles as Go spells them: the bits in hexadecimal, a space, strconv.FormatFloat(f, 'g', -1, 64).
// The file beside it was made by: go run go_float.go > go_float.txt
package main

import (
	"bufio"
	"fmt"
	"math"
	"math/rand"
	"os"
	"strconv"
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	seen := map[uint64]bool{}
	put := func(f float64) {
		bits := math.Float64bits(f)
		if seen[bits] {
			return
		}
		seen[bits] = true
		fmt.Fprintf(out, "%016x %s\n", bits, strconv.FormatFloat(f, 'g', -1, 64))
	}
	around := func(f float64) {
		put(f)
		put(math.Nextafter(f, math.Inf(1)))
		put(math.Nextafter(f, math.Inf(-1)))
	}
	put(math.NaN())
	put(math.Inf(1))
	put(math.Inf(-1))
	put(0)
	put(math.Copysign(0, -1))
	put(math.SmallestNonzeroFloat64)
	put(math.MaxFloat64)
	put(-math.MaxFloat64)
	for e := -1074; e <= 1023; e++ {
		put(math.Ldexp(1, e))
		if e%8 == 0 {
			around(math.Ldexp(1, e))
		}
	}
	for e := -323; e <= 308; e++ {
		f, _ := strconv.ParseFloat("1e"+strconv.Itoa(e), 64)
		around(f)
		put(-5 * f)
	}
	for i := -300; i <= 300; i++ {
		put(float64(i))
		put(float64(i) / 2)
		put(float64(i) / 10)
		put(float64(i) / 1000)
	}
	for i := int64(1); i <= 40; i++ {
		put(float64(1<<53 - i))
		put(float64(1<<53 + i))
		put(float64(1<<52-i) + 0.5)
	}
	r := rand.New(rand.NewSource(1))
	for i := 0; i < 500; i++ {
		put(math.Float64frombits(r.Uint64()))
		put(math.Float64frombits(r.Uint64() >> 12))
		put(math.Ldexp(r.Float64(), r.Intn(60)-20))
		put(float64(r.Int63n(1 << uint(1+r.Intn(62)))))
		put(math.Round(r.Float64()*1e6) / 100)
	}
}
