using System.Collections.Frozen;
using Federation.Accounts.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Identity.V1;
using Federation.Ledger.V1;
using Federation.Messages.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;

namespace Federation.Gateway;

/// <summary>What the outside may call, from the descriptors and the table of permissions.</summary>
internal static class PublicMethods
{
    /// <summary>The alliance's public services.</summary>
    public static readonly IReadOnlyList<ServiceDescriptor> Services =
    [
        PartnerService.Descriptor, CoinService.Descriptor, MerchantService.Descriptor, CredentialService.Descriptor,
        MemberService.Descriptor, LedgerService.Descriptor, AdjustmentService.Descriptor, ClockService.Descriptor,
            BoardService.Descriptor,
            ExchangeService.Descriptor, ProgramService.Descriptor, CheckoutService.Descriptor,
            EventService.Descriptor, ReferralService.Descriptor, CaseService.Descriptor,
            CouponService.Descriptor, MemberProgramService.Descriptor, CorrectionService.Descriptor,
            RewardService.Descriptor, DrawService.Descriptor,
            MessageService.Descriptor,
            SignInService.Descriptor, UserService.Descriptor, V1.RequestService.Descriptor, V1.TaskService.Descriptor,
    ];

    /// <summary>Services of the platform, answered by the gateway itself.</summary>
    public static readonly IReadOnlyList<ServiceDescriptor> Own = [Health.Descriptor, ServerReflection.Descriptor];

    /// <summary>For each path <c>/package.Service/Method</c> that is routed, how its request is read.</summary>
    public static readonly FrozenDictionary<string, MessageParser> Parsers = Services
        .SelectMany(s => s.Methods)
        .Where(m => Permissions.ByMethod.TryGetValue(PathOf(m), out var permission) && !permission.Internal)
        .ToFrozenDictionary(PathOf, m => m.InputType.Parser.WithDiscardUnknownFields(true), StringComparer.Ordinal);

    /// <summary>For each path of a command, where its message has the request id.</summary>
    public static readonly FrozenDictionary<string, IFieldAccessor> RequestIds = Services.SelectMany(s => s.Methods)
        .Where(m => !m.IsClientStreaming && m.InputType.FindFieldByName("request_id") is not null)
        .ToFrozenDictionary(
            PathOf, m => m.InputType.FindFieldByName("request_id").Accessor, StringComparer.Ordinal);

    /// <summary>Of those the paths to which a caller streams: what travels there is looked at by the module, message by
    /// message.</summary>
    public static readonly FrozenSet<string> Streamed = Services.SelectMany(s => s.Methods)
        .Where(m => m.IsClientStreaming).Select(PathOf).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Streams = Services.SelectMany(s => s.Methods)
        .Where(m => m.IsClientStreaming || m.IsServerStreaming).Select(PathOf).ToFrozenSet(StringComparer.Ordinal);

    public static readonly FrozenSet<string> OwnPaths =
        Own.SelectMany(s => s.Methods).Select(PathOf).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether either side of the call with this path streams.</summary>
    public static bool IsStream(string path) => Streams.Contains(path);

    internal static string PathOf(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";
}
