using System.Text.Json;
using System.Text.Json.Nodes;

namespace Federation.Cli;

/// <summary>
/// The file with the token endpoint and the credentials: <c>{"token_endpoint", "alliance": {"admin": {"client_id",
/// "client_secret"}, "approver": ...}, "partners": {"aster": ...}}</c>. A partner's entry that is not named as the
/// partner is has a <c>partner</c>, its id. Only the file's owner can read it.
/// </summary>
internal sealed class CredentialsFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly JsonObject root;

    private CredentialsFile(string path, JsonObject root, Uri tokenEndpoint) =>
        (Path, this.root, TokenEndpoint) = (path, root, tokenEndpoint);

    public string Path { get; }

    public Uri TokenEndpoint { get; }

    public IReadOnlyList<string> Partners => NamesIn("partners");

    public IReadOnlyList<string> Names => [.. NamesIn("alliance"), .. Partners];

    /// <summary>The name of the one credential that there is; null where there are more or none.</summary>
    public string? Only => Names is [var name] ? name : null;

    public static CredentialsFile Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException(
                $"There is no credentials file {path}: start the alliance first (./run.sh makes it), or name it with "
                + $"--credentials.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The credentials file {path} cannot be read: {e.Message}");
        }
    }

    internal static CredentialsFile Parse(string path, string text)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject root)
                throw new BadInputException($"{path} is not a credentials file: it holds no JSON object.");
            if (!Uri.TryCreate(root["token_endpoint"]?.GetValue<string>(), UriKind.Absolute, out var endpoint))
                throw new BadInputException(
                    $"{path} is not a credentials file: token_endpoint is missing or no address.");
            return new CredentialsFile(path, root, endpoint);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new BadInputException($"{path} is not a credentials file: {e.Message}");
        }
    }

    /// <summary>The name of some credential, an admin's first: for what every caller may read.</summary>
    public string Anyone => Has("admin") ? "admin" : Names is [var first, ..] ? first : "admin";

    /// <summary>Whether an entry has this name.</summary>
    public bool Has(string name) => EntryOf(name) is not null;

    /// <summary>An alliance credential, <c>admin</c> or <c>approver</c>, or a partner's, by its name or by the
    /// partner's id.</summary>
    public (string ClientId, string ClientSecret)? Find(string name)
    {
        var entry = EntryOf(name) ?? OfPartner(name);
        return entry?["client_id"]?.GetValue<string>() is { Length: > 0 } id
            && entry["client_secret"]?.GetValue<string>() is { Length: > 0 } secret
            ? (id, secret)
            : null;
    }

    /// <summary>Keeps a partner's credential under the partner's id.</summary>
    public void SavePartner(string partner, string clientId, string clientSecret) =>
        Save(partner, partner, clientId, clientSecret);

    /// <summary>Keeps a credential under a name, of a partner or (null) of the alliance.</summary>
    public void Save(string name, string? partner, string clientId, string clientSecret)
    {
        var section = partner is null ? "alliance" : "partners";
        if (root[section] is not JsonObject entries)
            root[section] = entries = [];
        var entry = new JsonObject { ["client_id"] = clientId, ["client_secret"] = clientSecret };
        if (partner is not null && partner != name)
            entry["partner"] = partner;
        entries[name] = entry;
        Write();
    }

    /// <summary>Replaces the file whole, or not at all.</summary>
    private void Write()
    {
        var written = $"{Path}.{Guid.NewGuid():N}.new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            using (var stream = new FileStream(written, options))
            {
                JsonSerializer.Serialize(stream, root, Indented);
                stream.Flush(flushToDisk: true);
            }
            File.Move(written, Path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(written))
                File.Delete(written);
            throw new BadInputException($"The credentials file {Path} cannot be written: {e.Message}");
        }
    }

    private JsonNode? EntryOf(string name) => root["alliance"]?[name] ?? root["partners"]?[name];

    private JsonNode? OfPartner(string partner) => (root["partners"] as JsonObject)?
        .Select(e => e.Value).FirstOrDefault(e => e?["partner"]?.GetValue<string>() == partner);

    private IReadOnlyList<string> NamesIn(string section) =>
        root[section] is JsonObject entries ? [.. entries.Select(e => e.Key)] : [];
}
