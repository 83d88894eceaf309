namespace Federation.Hosting;

/// <summary>What a database's error means to whoever asked.</summary>
public enum DatabaseError
{
    /// <summary>None of the others: a fault.</summary>
    Other,

    /// <summary>A row with this key exists.</summary>
    UniqueViolation,

    /// <summary>Another transaction was in the way.</summary>
    InTheWay,

    /// <summary>The database cannot be reached, or stopped in the middle.</summary>
    ConnectionLost,

    /// <summary>The database has no room.</summary>
    OutOfRoom,
}
