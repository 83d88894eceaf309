using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Federation.Design;

/// <summary>
/// Style sheet, script, font and mark, out of the assembly. Their address has a hash of all of them: a browser keeps
/// them for a year, and a new version is another address.
/// </summary>
public static class DesignFiles
{
    private const string Prefix = "wwwroot/";

    private static readonly FrozenDictionary<string, DesignFile> Files = ReadAll();

    private static readonly string Version = VersionOf(Files.Values);

    /// <summary>A file's address.</summary>
    /// <param name="name">As in <c>wwwroot</c>, for instance <c>web.css</c>.</param>
    public static string PathOf(string name) => $"/design/{Version}/{Files[name].Name}";

    /// <summary>Serves them.</summary>
    public static void MapDesignFiles(this IEndpointRouteBuilder app) =>
        app.MapMethods("/design/{version}/{name}", [HttpMethods.Get, HttpMethods.Head], Send);

    private static IResult Send(string version, string name, HttpContext context)
    {
        if (version != Version || !Files.TryGetValue(name, out var file))
            return Results.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        if (file.Brotli is null || !TakesBrotli(context.Request.Headers.AcceptEncoding))
            return Results.Bytes(file.Bytes, file.Type);
        headers.ContentEncoding = "br";
        return Results.Bytes(file.Brotli, file.Type);
    }

    private static bool TakesBrotli(StringValues accepted) =>
        StringWithQualityHeaderValue.TryParseList(accepted, out var codings)
        && codings.Any(c => c.Value == "br" && c.Quality != 0);

    private static FrozenDictionary<string, DesignFile> ReadAll()
    {
        var assembly = typeof(DesignFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name =>
            {
                using var resource = assembly.GetManifestResourceStream(name)!;
                var bytes = new byte[resource.Length];
                resource.ReadExactly(bytes);
                return FileOf(name[Prefix.Length..], bytes);
            })
            .ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
    }

    private static DesignFile FileOf(string name, byte[] bytes)
    {
        var type = Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".woff2" => "font/woff2",
            _ => "text/plain; charset=utf-8",
        };
        var brotli = Compressed(bytes);
        return new DesignFile(name, type, bytes, brotli.Length < bytes.Length ? brotli : null);
    }

    private static byte[] Compressed(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var brotli = new BrotliStream(output, CompressionLevel.SmallestSize))
            brotli.Write(bytes);
        return output.ToArray();
    }

    private static string VersionOf(IEnumerable<DesignFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(f => f.Name, StringComparer.Ordinal))
            hash.AppendData(file.Bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
