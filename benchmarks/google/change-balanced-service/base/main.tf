terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
  }
}

provider "google" {
  project = "acme-platform"
  region  = "europe-west1"
}

resource "google_cloud_run_v2_service" "catalog" {
  name     = "catalog"
  location = "europe-west1"

  template {
    containers {
      image = "europe-west1-docker.pkg.dev/acme-platform/shop/catalog:7"
    }
  }
}
