namespace Federation.Scenarios;

/// <summary>The steps of a command at which PostgreSQL can hold it.</summary>
public enum Step
{
    /// <summary>It is checked and planned; nothing is written.</summary>
    Begun,

    /// <summary>All but the end of its group is written, and nothing is committed.</summary>
    Written,

    /// <summary>It is committed, and nobody knows: neither the node nor another session.</summary>
    Committed,

    /// <summary>The payment is committed and its quote is used, but still has its place.</summary>
    QuoteClosed,
}
