namespace Federation.Bench;

/// <summary>How long one wallet's reading takes.</summary>
internal sealed record ReadLatency(double PerSecond, double P50Ms, double P99Ms, double P999Ms);
