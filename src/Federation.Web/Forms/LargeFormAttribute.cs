using Microsoft.AspNetCore.Http.Metadata;

namespace Federation.Web;

/// <summary>A page whose form may be as large as a command of the API: others take 64 kB.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LargeFormAttribute : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => 4 << 20;
}
