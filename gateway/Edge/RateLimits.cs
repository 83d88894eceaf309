using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.AspNetCore.Http;

namespace Federation.Gateway;

/// <summary>A token bucket for each principal, and one for each address that shows no token.</summary>
internal sealed class RateLimits(GatewayOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> principals = Buckets(options.PermitsPerSecond, options.Burst);
    private readonly PartitionedRateLimiter<string> addresses =
        Buckets(options.AddressPermitsPerSecond, options.AddressBurst);

    /// <exception cref="RefusalException">RATE_LIMITED.</exception>
    public void TakeFor(Principal principal) => Take(principals, principal.Name, $"{principal} calls too often");

    /// <exception cref="RefusalException">RATE_LIMITED.</exception>
    public void TakeFor(ConnectionInfo connection)
    {
        var network = NetworkOf(connection.RemoteIpAddress);
        Take(addresses, network, "Too many calls without an access token come from this address");
    }

    /// <summary>What shares a rate: an IPv4 address, or the /64 network of an IPv6 one, whose other half each machine
    /// chooses by itself and as often as it likes.</summary>
    internal static string NetworkOf(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    private static void Take(PartitionedRateLimiter<string> limiter, string key, string what)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (lease.IsAcquired)
            return;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        throw new RefusalException(
            new Refusal(ErrorReason.RateLimited, $"{what}; wait {wait.TotalSeconds:0.###} s.") { RetryDelay = wait });
    }

    private static PartitionedRateLimiter<string> Buckets(int perSecond, int burst)
    {
        // A tenth of a second's tokens at a time, or one where there are fewer.
        var tokens = Math.Max(1, perSecond / 10);
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)tokens / perSecond),
            AutoReplenishment = false,
            QueueLimit = 0,
        };
        return PartitionedRateLimiter.Create<string, string>(
            key => RateLimitPartition.GetTokenBucketLimiter(key, _ => bucket), StringComparer.Ordinal);
    }

    public void Dispose()
    {
        principals.Dispose();
        addresses.Dispose();
    }
}
