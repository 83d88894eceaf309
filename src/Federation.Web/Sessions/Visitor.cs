using Microsoft.AspNetCore.Http;

namespace Federation.Web;

/// <summary>Who is signed in, as a request knows it.</summary>
/// <param name="Hash">The session's key.</param>
/// <param name="Kind">Member or staff.</param>
/// <param name="Name">What they are called.</param>
internal sealed record Visitor(byte[] Hash, SessionKind Kind, string Name)
{
    private static readonly object Place = new();

    /// <summary>The visitor of a request; null: nobody is signed in.</summary>
    public static Visitor? Of(HttpContext context) => context.Items[Place] as Visitor;

    public void Enter(HttpContext context) => context.Items[Place] = this;

    /// <summary>From here on nobody is signed in.</summary>
    public static void Leave(HttpContext context) => context.Items.Remove(Place);
}
