namespace Federation.Web;

/// <summary>A page that production does not have.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SandboxOnlyAttribute : Attribute;
