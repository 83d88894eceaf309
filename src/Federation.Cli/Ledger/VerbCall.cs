using System.CommandLine;

namespace Federation.Cli;

/// <summary>What a verb's own part is made from.</summary>
internal sealed record VerbCall(Session Session, ParseResult Parse, CancellationToken Cancel)
{
    public T? Value<T>(Option<T> option) => Parse.GetValue(option);

    public T Value<T>(Argument<T> argument) => Parse.GetValue(argument)!;

    /// <summary>The member's name for the brand, from a name or from the brand's own number.</summary>
    public Task<string> MemberAsync(Argument<string> member) =>
        MemberArguments.ResolveAsync(Session.Client, Value(member), Cancel);

    public async Task<string> WalletAsync(Argument<string> member, Argument<string> coin) =>
        ResourceText.Wallet(await MemberAsync(member), Value(coin));
}
