using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Federation.Gateway;

/// <summary><c>openapi.json</c>: made when it is first asked for, and kept.</summary>
internal sealed class ApiDocument(IOptions<DeploymentOptions> deployment)
{
    private readonly Lazy<(byte[] Json, EntityTagHeaderValue Tag)> made = new(() =>
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        ApiDescription.Of(deployment.Value.Issuer).SerializeAsV31(new OpenApiJsonWriter(text));
        var json = Encoding.UTF8.GetBytes(text.ToString());
        return (json, new EntityTagHeaderValue($"\"{Convert.ToHexString(SHA256.HashData(json)[..16])}\""));
    });

    /// <summary>The document, in UTF-8.</summary>
    public byte[] Json => made.Value.Json;

    /// <summary>Another one for another document.</summary>
    public EntityTagHeaderValue Tag => made.Value.Tag;
}
