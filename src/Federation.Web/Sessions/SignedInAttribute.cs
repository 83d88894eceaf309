namespace Federation.Web;

/// <summary>A page for people who are signed in.</summary>
/// <param name="kind">As whom.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SignedInAttribute(SessionKind kind) : Attribute
{
    public SessionKind Kind { get; } = kind;
}
