using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Rewards;

internal sealed partial class DrawService
{
    public override async Task<GetDrawResponse> GetDraw(GetDrawRequest request, ServerCallContext context)
    {
        var (caller, cancel) = (Caller.Of(context), context.CancellationToken);
        var name = OwnDraw(new Form(), caller, request.Name);
        var draw = await ShownAsync(await GetAsync(name, cancel), caller, cancel);
        if (caller.Member is { } self)
        {
            var member = MemberChecks.IdOf(names.NameFor(name.PartnerId, self));
            draw.OwnTickets = (await tallies.ReadAsync([DrawTallies.Member(name, member)], cancel))[0];
        }
        return new GetDrawResponse { Draw = draw };
    }
}
