# limit: maxTemplateOutput
output "x" {
  value = [for i in range(1000) : length(format("%.9999999f", 1.5))]
}
