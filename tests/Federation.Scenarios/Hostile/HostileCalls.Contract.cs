using System.Text.RegularExpressions;
using Federation.Accounts.V1;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Google.Api;
using Google.Protobuf.Reflection;

namespace Federation.Scenarios;

/// <summary>Every RPC that is called by JSON, from the contract: a field that nobody knows, and one field in both
/// spellings.</summary>
internal static partial class HostileCalls
{
    private static ServiceDescriptor[] Services =>
    [
        PartnerService.Descriptor, CoinService.Descriptor, MerchantService.Descriptor, CredentialService.Descriptor,
        MemberService.Descriptor, LedgerService.Descriptor, ClockService.Descriptor, BoardService.Descriptor,
        ExchangeService.Descriptor, ProgramService.Descriptor, CheckoutService.Descriptor,
    ];

    private static IEnumerable<HostileCall> ContractOverJson()
    {
        foreach (var (method, rule) in Services.SelectMany(s => s.Methods).SelectMany(RulesOf))
        {
            var (verb, path) = rule.Get.Length > 0 ? (HttpMethod.Get, rule.Get) : (HttpMethod.Post, rule.Post);
            var at = Variable().Replace(
                path, v => v.Groups["pattern"] is { Success: true } pattern ? pattern.Value.Replace("*", "xx") : "xx");
            if (verb == HttpMethod.Get)
            {
                yield return Bad($"{verb} {path} with a parameter that nobody knows",
                    a => Wire.JsonAsync(a, verb, at + "?nobody_knows=1"), "nobody_knows");
                continue;
            }
            yield return Bad($"{verb} {path} with a field that nobody knows",
                a => Wire.JsonAsync(a, verb, at, """{"nobody_knows":1}"""), "nobody_knows");
            if (method.InputType.Fields.InFieldNumberOrder().FirstOrDefault(f => f.JsonName != f.Name) is { } field)
                yield return Bad($"{verb} {path} with a field in both spellings", a => Wire.JsonAsync(
                    a, verb, at, $$"""{"{{field.Name}}":null,"{{field.JsonName}}":null}"""), field.Name);
        }
    }

    private static IEnumerable<(MethodDescriptor Method, HttpRule Rule)> RulesOf(MethodDescriptor method) =>
        method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is { } rule
            ? rule.AdditionalBindings.Prepend(rule).Select(r => (method, r))
            : [];

    [GeneratedRegex(@"\{\w+(=(?<pattern>[^}]*))?\}")]
    private static partial Regex Variable();
}
