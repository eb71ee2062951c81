// Command client_golang serves a million gauges with Prometheus's own Go library.
// The scrape benchmark compares the simulator with it.
//
// GET /metrics is the library's handler with its default options. GET /tick moves every
// series by one Brownian step, so that the benchmark can time the scrape alone.
package main

import (
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand"
	"net/http"
	"strconv"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// The parameters of the random walk in bench/scrape/million.yaml.
const (
	initialValue = 500.0
	drift        = 0.01
	volatility   = 5.0
	lowerBound   = 0.0
	upperBound   = 100000.0
	interval     = 2.0 // seconds between two ticks
)

// Label sets: hosts × queues × regions × workers; the number of workers follows from -series.
const (
	hosts   = 100
	queues  = 10
	regions = 10
)

type walk struct {
	mutex  sync.Mutex
	random *rand.Rand
	values []float64
	gauges []prometheus.Gauge
}

func newWalk(registry prometheus.Registerer, workers int) *walk {
	family := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "bench_queue_depth",
		Help: "Jobs waiting (simulated)",
	}, []string{"host", "queue", "region", "worker"})
	registry.MustRegister(family)

	hostNames, queueNames := names("h", hosts), names("q", queues)
	regionNames, workerNames := names("r", regions), names("w", workers)
	count := hosts * queues * regions * workers
	w := &walk{
		random: rand.New(rand.NewSource(1)),
		values: make([]float64, 0, count),
		gauges: make([]prometheus.Gauge, 0, count),
	}
	for _, host := range hostNames {
		for _, queue := range queueNames {
			for _, region := range regionNames {
				for _, worker := range workerNames {
					gauge := family.WithLabelValues(host, queue, region, worker)
					gauge.Set(initialValue)
					w.gauges = append(w.gauges, gauge)
					w.values = append(w.values, initialValue)
				}
			}
		}
	}
	return w
}

func (w *walk) step() {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	deviation := volatility * math.Sqrt(interval)
	for i, gauge := range w.gauges {
		value := w.values[i] + drift*interval + deviation*w.random.NormFloat64()
		value = math.Max(lowerBound, math.Min(upperBound, value))
		w.values[i] = value
		gauge.Set(value)
	}
}

func names(prefix string, count int) []string {
	result := make([]string, count)
	for i := range result {
		result[i] = prefix + strconv.Itoa(i)
	}
	return result
}

func main() {
	port := flag.Int("port", 9100, "port on 127.0.0.1")
	series := flag.Int("series", 1000000, "number of series, a multiple of 10000")
	flag.Parse()
	workers := *series / (hosts * queues * regions)
	if workers < 1 || workers*hosts*queues*regions != *series {
		log.Fatalf("-series must be a multiple of %d, got %d", hosts*queues*regions, *series)
	}

	registry := prometheus.NewRegistry()
	w := newWalk(registry, workers)
	http.Handle("/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	http.HandleFunc("/tick", func(response http.ResponseWriter, _ *http.Request) {
		w.step()
		fmt.Fprintln(response, "ok")
	})
	log.Fatal(http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", *port), nil))
}
