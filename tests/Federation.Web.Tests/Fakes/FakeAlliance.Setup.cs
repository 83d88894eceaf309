using Federation.Messages.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Web.Tests;

/// <summary>What the template of four levels says is set up besides: a coin's rule, messages, a reward, and something
/// that no call does.</summary>
internal sealed partial class FakeAlliance
{
    private static IEnumerable<TemplateStep> SetupOf(string program)
    {
        var brand = program.Split("/programs/")[0];
        return
        [
            StepOf("Coins <b>expire</b>", new UpdateCoinRequest { Name = "coins/aster" }),
            StepOf("Messages", new SetMessageSettingsRequest { Parent = brand }),
            StepOf("A gift", new CreateRewardRequest { Parent = brand, RewardId = "gift" }),
            new TemplateStep { Title = new LocalizedText { En = "Report reviews.", ZhCn = "请上报评价。" } },
        ];
    }

    private static TemplateStep StepOf(string title, Google.Protobuf.IMessage request) => new()
    {
        Title = new LocalizedText { En = title, ZhCn = title },
        Request = Any.Pack(request),
    };
}
