using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    public override async Task<GetRedemptionResponse> GetRedemption(
        GetRedemptionRequest request, ServerCallContext context)
    {
        var form = new Form();
        var name = form.Redemption(request.Name, "name");
        form.Done();
        var (_, member) = await OwnRedemptionAsync(name, context);
        var history = await book.FindAsync(name, () => context.OnwardFor(new PartnerId(name.PartnerId)))
            ?? throw NotFound(name);
        return new GetRedemptionResponse { Redemption = await ShownAsync(history, member, context) };
    }
}
