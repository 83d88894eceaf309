using System.Text.Json;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;

namespace Federation.Identity;

/// <summary>
/// Remembers outside the database which secrets were revoked or replaced: a database that is restored from a backup has
/// forgotten it, and would take the old secrets again. Such a client is revoked at the start, and the log says so.
/// </summary>
internal sealed class SecretsSeen(
    IServiceScopeFactory scopes, IOptions<DeploymentOptions> deployment, IOptions<IdentityOptions> options,
    ILogger<SecretsSeen> logger) : IDisposable
{
    private const int IdsPerQuery = 500;
    private readonly SemaphoreSlim alone = new(1, 1);

    // By the id of the client's row: a client that is made again under its old name is another one.
    private Dictionary<string, SeenSecret> seen = new(StringComparer.Ordinal);

    private string FilePath => Path.GetFullPath(
        options.Value.SecretsSeenFile ?? deployment.Value.PathInData("credentials.seen"));

    /// <summary>Runs before anything is served.</summary>
    /// <exception cref="StartRefusedException">The file is there and cannot be read.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        if (File.Exists(FilePath))
        {
            seen = Read();
            foreach (var ids in seen.Keys.Chunk(IdsPerQuery))
                foreach (var client in await db.Clients.Where(c => ids.Contains(c.Id!)).ToListAsync(cancel))
                    if (client.SecretRevision < seen[client.Id!].Revision && !client.Revoked)
                        await RevokeAsync(scope.ServiceProvider.GetRequiredService<OAuthClients>(), client, cancel);
        }
        else if (await db.Clients.AnyAsync(cancel))
        {
            Log.SecretsNotSeenBefore(logger, FilePath);
        }
        await RefreshAsync(cancel);
    }

    /// <summary>Writes down what was revoked or replaced since, here and on other nodes.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        await alone.WaitAsync(cancel);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            var changed = await db.Clients.AsNoTracking().Where(c => c.SecretRevision > 0)
                .Select(c => new { c.Id, c.ClientId, c.SecretRevision }).ToListAsync(cancel);
            var known = new Dictionary<string, SeenSecret>(seen, StringComparer.Ordinal);
            foreach (var client in changed)
                if (!known.TryGetValue(client.Id!, out var before) || before.Revision < client.SecretRevision)
                    known[client.Id!] = new SeenSecret(client.ClientId!, client.SecretRevision);
            if (File.Exists(FilePath) && known.Count == seen.Count && known.All(k => seen[k.Key] == k.Value))
                return;
            Write(known);
            seen = known;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What was asked for is done; the next round tries to write again.
            Log.SecretsSeenNotWritten(logger, FilePath, e.Message);
        }
        finally
        {
            alone.Release();
        }
    }

    private async Task RevokeAsync(OAuthClients clients, OAuthClient client, CancellationToken cancel)
    {
        client.SecretRevision = seen[client.Id!].Revision;
        try
        {
            await clients.RevokeAsync(client, revoker: null, cancel);
        }
        catch (OpenIddictExceptions.ConcurrencyException)
        {
            // Another node starts, too, and has done it.
            return;
        }
        Log.SecretCameBack(logger, client.ClientId!, client.Owner);
    }

    private Dictionary<string, SeenSecret> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, SeenSecret>>(File.ReadAllText(FilePath))
                ?? throw new JsonException("It holds nothing.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The file '{FilePath}', which says what secrets were revoked, cannot be read: {e.Message} Repair it; "
                + $"or remove it "
                + "when the database was not restored from a backup.");
        }
    }

    private void Write(Dictionary<string, SeenSecret> known)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        // Whole or not at all: a start that reads half a file would be refused.
        var made = $"{FilePath}.{Guid.NewGuid():N}";
        PrivateFile.Write(made, JsonSerializer.Serialize(known) + "\n");
        File.Move(made, FilePath, overwrite: true);
    }

    public void Dispose() => alone.Dispose();

    /// <summary>A client and how often its secret was replaced or revoked.</summary>
    private sealed record SeenSecret(string ClientId, long Revision);
}
