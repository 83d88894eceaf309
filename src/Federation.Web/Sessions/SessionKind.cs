namespace Federation.Web;

/// <summary>Whose session it is: how long it lives, and which pages there are for it, depend on that.</summary>
public enum SessionKind
{
    /// <summary>A member, whose pages are the wallet. 30 days.</summary>
    Member = 1,

    /// <summary>A person who works for a brand, at the portal. 30 minutes without a request, 12 hours at
    /// most.</summary>
    Brand = 2,

    /// <summary>A person who works for the alliance, at the console. As long as a brand's.</summary>
    Alliance = 3,
}
