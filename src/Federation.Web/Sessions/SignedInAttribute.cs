namespace Federation.Web;

/// <summary>A page for people who are signed in.</summary>
/// <param name="kinds">As whom.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SignedInAttribute(params SessionKind[] kinds) : Attribute
{
    public IReadOnlyList<SessionKind> Kinds { get; } = kinds;
}
