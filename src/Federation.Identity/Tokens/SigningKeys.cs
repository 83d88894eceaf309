using System.Security.Cryptography;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Federation.Identity;

/// <summary>
/// The keys that access tokens are signed with: in the database, shared by all nodes, readable with the alliance's key
/// alone.
/// </summary>
internal sealed class SigningKeys(AllianceKey alliance, TimeProvider time)
{
    private const int First = 1;
    private readonly byte[] secret = alliance.Derive("signing-keys");
    private volatile IReadOnlyList<ECDsaSecurityKey>? loaded;

    /// <summary>The keys, the one to sign with first.</summary>
    public IReadOnlyList<ECDsaSecurityKey> Loaded =>
        loaded ?? throw new InvalidOperationException(
            "IdentityModule.PrepareAsync must have run before the first token is asked for.");

    /// <summary>
    /// Reads the keys. Makes the first one when there is none; another node may be first, then its key counts.
    /// </summary>
    public async Task LoadAsync(IdentityDb db, CancellationToken cancel)
    {
        var rows = await ReadAsync(db, cancel);
        if (rows.Count == 0)
        {
            db.SigningKeys.Add(NewRow(First));
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
            {
                db.ChangeTracker.Clear();
            }
            rows = await ReadAsync(db, cancel);
        }
        loaded = rows.ConvertAll(Open);
    }

    private static Task<List<SigningKeyRow>> ReadAsync(IdentityDb db, CancellationToken cancel) =>
        db.SigningKeys.AsNoTracking().OrderByDescending(k => k.Number).ToListAsync(cancel);

    internal SigningKeyRow NewRow(int number)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..32];
        var plain = key.ExportPkcs8PrivateKey();
        var sealedKey = SealedBytes.Seal(secret, plain, id);
        CryptographicOperations.ZeroMemory(plain);
        return new SigningKeyRow { Number = number, KeyId = id, PrivateKey = sealedKey, CreateTime = time.UtcNow() };
    }

    internal ECDsaSecurityKey Open(SigningKeyRow row)
    {
        var plain = SealedBytes.Open(secret, row.PrivateKey, row.KeyId) ?? throw new StartRefusedException(
            "The token signing keys in the database were written under another alliance key: give this process the "
            + "key file of its deployment.");
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(plain, out _);
        CryptographicOperations.ZeroMemory(plain);
        return new ECDsaSecurityKey(key) { KeyId = row.KeyId };
    }
}
