namespace Federation.Web;

/// <summary>Whose session it is; how long it lives depends on that.</summary>
public enum SessionKind
{
    /// <summary>30 days.</summary>
    Member = 1,

    /// <summary>30 minutes without a request, 12 hours at most.</summary>
    Staff = 2,
}
