using Federation.Programs.V1;
using Federation.Rules;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override Task<ListTemplatesResponse> ListTemplates(
        ListTemplatesRequest request, ServerCallContext context) => Task.FromResult(new ListTemplatesResponse
        {
            Templates =
            {
                RuleSetTemplates.All.Select(t => new RuleSetTemplate
                {
                    Id = t.Id,
                    Title = t.Title,
                    Description = t.Description,
                    Setup = { t.Setup.Select(step => new TemplateStep { Title = step.Title }) },
                }),
            },
        });
}
