namespace Federation.Web;

/// <summary>A page in the rail of the portal or the console.</summary>
/// <param name="Path">Its address.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Method">The RPC without which it shows nothing: only those who may call it see the link.</param>
internal sealed record RailEntry(string Path, Func<WebTexts, string> Text, string Method)
{
    /// <summary>Whether production does not have it.</summary>
    public bool IsForSandboxes { get; init; }
}
