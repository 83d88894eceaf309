namespace Federation.Web;

/// <summary>A key of ASP.NET Core's data protection, which all nodes share.</summary>
public sealed class ProtectionKeyRow
{
    public required Guid Id { get; init; }

    /// <summary>The key as XML; its secret is encrypted with the configured key.</summary>
    public required string Xml { get; init; }
}
