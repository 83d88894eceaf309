using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Hosting;

namespace Federation.Identity;

/// <summary>
/// The secret of an invitation of the alliance in two halves: a random one for who proposes it, and one that derives
/// from the alliance's key for who approves it. So neither of the two can sign in as the person. Nothing but the hash
/// of the whole is kept.
/// </summary>
internal sealed class InvitationHalves(AllianceKey alliance)
{
    private readonly byte[] key = alliance.Derive("invitation-halves");

    /// <summary>The second half of what was proposed about a user at a time. It follows the first one.</summary>
    public string SecondOf(Guid userId, DateTimeOffset proposed) => Base64Url.EncodeToString(HMACSHA256.HashData(
        key, Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{userId:D}\n{Moments.ToMicroseconds(proposed)}"))));
}
