using System.ComponentModel.DataAnnotations;

namespace Federation.Ledger;

/// <summary>The ledger's limits: configuration section <c>Ledger</c>.</summary>
public sealed class LedgerOptions
{
    public const string Section = "Ledger";

    /// <summary>The most commands in one batch.</summary>
    [Range(1, 500)]
    public int MaxBatch { get; set; } = 500;

    /// <summary>The most outcomes that one call asks for.</summary>
    [Range(1, 1000)]
    public int MaxOutcomes { get; set; } = 1000;

    /// <summary>How many commands may wait. More are refused QUEUE_FULL.</summary>
    [Range(1, 1_000_000)]
    public int QueueCapacity { get; set; } = 20_000;

    /// <summary>The part of the queue that one principal may fill.</summary>
    [Range(0.01, 1.0)]
    public double PrincipalShare { get; set; } = 0.5;

    /// <summary>How many writers post at the same time in this process: while one waits for the database the other
    /// decides. SQLite takes one writer at a time, so there it is always 1.</summary>
    [Range(1, 16)]
    public int Writers { get; set; } = 2;

    /// <summary>The most commands that one transaction commits together; an atomic batch is never divided.</summary>
    [Range(1, 1000)]
    public int GroupSize { get; set; } = 1000;

    /// <summary>How often a group is tried when other transactions, or a lost connection, are in the way.</summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 6;

    /// <summary>How often the database is asked what became of a commit that gave no answer.</summary>
    [Range(1, 100)]
    public int SettleAttempts { get; set; } = 8;

    /// <summary>The most commands of one stream that are undecided or unanswered; the stream is not read
    /// beyond.</summary>
    [Range(1, 10_000)]
    public int StreamUndecided { get; set; } = 2000;

    /// <summary>The most streams of commands that one principal has open with one process.</summary>
    [Range(1, 1000)]
    public int StreamsPerPrincipal { get; set; } = 8;

    /// <summary>How often the ledger looks for what has expired; one of the nodes does. No read waits for it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(60);
}
