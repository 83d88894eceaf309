namespace Federation.Web;

/// <summary>A part of a page that one module answers.</summary>
/// <typeparam name="TAnswer">What it answers.</typeparam>
public abstract record Part<TAnswer>
    where TAnswer : class
{
    /// <summary>The answer, where there is one.</summary>
    public TAnswer? Value => (this as There)?.Answer;

    /// <summary>It answered.</summary>
    public sealed record There(TAnswer Answer) : Part<TAnswer>;

    /// <summary>Something stood in the way.</summary>
    public sealed record Missing(Trouble Trouble) : Part<TAnswer>;

    /// <summary>The person may not see it.</summary>
    public sealed record Hidden : Part<TAnswer>;
}
