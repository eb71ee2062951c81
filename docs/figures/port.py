#!/usr/bin/env python3
"""The draws of one series, written again in another language from docs/processes.md alone."""
import math
import statistics

MASK32, MASK64 = (1 << 32) - 1, (1 << 64) - 1


def threefry(key, counter):
    """Threefry-2x32 with 20 rounds."""
    k = (key[0], key[1], 0x1BD11BDA ^ key[0] ^ key[1])
    x0, x1 = (counter[0] + k[0]) & MASK32, (counter[1] + k[1]) & MASK32
    for group in range(5):
        for r in ((13, 15, 26, 6), (17, 29, 16, 24))[group % 2]:
            x0 = (x0 + x1) & MASK32
            x1 = ((x1 << r | x1 >> 32 - r) & MASK32) ^ x0
        x0 = (x0 + k[(group + 1) % 3]) & MASK32
        x1 = (x1 + k[(group + 2) % 3] + group + 1) & MASK32
    return x0, x1


def fnv1a(data):
    """The 64-bit FNV-1a hash."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & MASK64
    return value


def series_key(seed, series):
    """The key of a series: its identity encrypted under the seed."""
    identity = fnv1a(series.encode())
    return threefry((seed & MASK32, seed >> 32), (identity & MASK32, identity >> 32))


def uniform(key, tick, purpose, index):
    """A draw from the open interval (0, 1)."""
    counter = tick & MASK32, (tick >> 32) << 24 | purpose << 16 | index
    x0, x1 = threefry(key, counter)
    return ((x0 << 32 | x1) >> 12) * 2.0**-52 + 2.0**-53


def normal(key, tick, purpose, index):
    """A standard normal draw. Python's quantile is AS 241 too; beyond |p - 1/2| = 0.425 its logarithm may differ in the last bit."""
    return statistics.NormalDist().inv_cdf(uniform(key, tick, purpose, index))


def main():
    seed, series = 42, 'otel_claude_code_token_usage_tokens_total{model="claude-3-sonnet",token_type="input"}'
    key = series_key(seed, series)
    share = (6 / 10) * (63 / 100)
    drift, deviation, length = 0.1, 50 / math.sqrt(3600) * math.sqrt(10), 10
    print(f"identity 0x{fnv1a(series.encode()):016x}")
    print(f"key      0x{key[0]:08x} 0x{key[1]:08x}")
    rate, total = share * 1000, 0.0
    for tick in range(4):
        z = normal(key, tick, 0, 0)
        print(f"tick {tick}: total {math.floor(total)}, rate {rate:.6f}, uniform {uniform(key, tick, 0, 0):.16f}, normal {z:.12f}")
        total += rate * length
        rate = min(max(rate + (share * (drift * length) + math.sqrt(share) * deviation * z), 0), share * 100000)


if __name__ == "__main__":
    main()
