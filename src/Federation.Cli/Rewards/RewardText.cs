using System.CommandLine;
using Federation.Rewards.V1;
using Google.Protobuf;

namespace Federation.Cli;

/// <summary>Rewards and redemptions as people name them, and a reward's terms as a file.</summary>
internal static class RewardText
{
    /// <summary>A reward: <c>aster/cup</c>, or its whole name.</summary>
    public static string Reward(string text) =>
        RewardId.TryParse(text, out var name) || (text.Split('/') is [var brand, var id]
            && RewardId.TryParse(ResourceNames.Reward(brand, id), out name))
            ? name.ToString()
            : throw new BadInputException(
                $"'{text}' is not of the form BRAND/ID, for instance aster/cup, or partners/{{p}}/rewards/{{id}}.");

    /// <summary>A redemption: <c>aster/{uuid}</c>, or its whole name.</summary>
    public static string Redemption(string text) =>
        RedemptionId.TryParse(text, out var name) || (text.Split('/') is [var brand, var id]
            && Uuids.TryParse(id, out var uuid)
            && RedemptionId.TryParse(ResourceNames.Redemption(brand, uuid), out name))
            ? name.ToString()
            : throw new BadInputException(
                $"'{text}' is not of the form BRAND/UUID, or partners/{{p}}/redemptions/{{uuid}}.");

    public static Argument<string> RewardArgument() => new("reward")
    {
        Description = "The reward: BRAND/ID, or partners/{p}/rewards/{id}.",
    };

    public static Argument<string> RedemptionArgument() => new("redemption")
    {
        Description = "The redemption: BRAND/UUID, or partners/{p}/redemptions/{uuid}.",
    };

    public static Argument<string> BrandArgument() => new("brand") { Description = "The brand's id." };

    public static Option<string> TermsOption() => new("--terms")
    {
        Description = "What it is, for whom and for how much: the JSON of RewardTerms.",
        HelpName = "FILE",
        Required = true,
    };

    /// <exception cref="BadInputException">It cannot be read, or is not the JSON of terms.</exception>
    public static RewardTerms ReadTerms(string path)
    {
        try
        {
            return JsonParser.Default.Parse<RewardTerms>(TextFile.Read(path));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new BadInputException($"{path} is not the JSON of a reward's terms: {e.Message}");
        }
    }
}
