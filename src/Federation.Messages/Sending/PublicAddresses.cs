using System.Net;
using System.Net.Sockets;

namespace Federation.Messages;

/// <summary>Which addresses are public: what a brand names must not lead into the alliance's own networks. Pure.
/// </summary>
internal static class PublicAddresses
{
    // IANA's registries of special-purpose addresses, as far as none of them is globally reachable.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    // Global unicast addresses alone, without those that stand for others: documentation, 6to4, Teredo.
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotGlobal =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether the address is one of the public network. An IPv4 address within an IPv6 one is judged as
    /// itself.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !NotPublic.Any(n => n.Contains(address)),
            AddressFamily.InterNetworkV6 => Global.Contains(address) && !NotGlobal.Any(n => n.Contains(address)),
            _ => false,
        };
    }
}
